#include "cli/command_line.h"

int main(int argc, char** argv) { return tenon::cli::Main(argc, argv); }
