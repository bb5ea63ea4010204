// Any bytes as a Pajek network or partition: refused with a reason, or arcs that end inside the network.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "input_file.h"
#include "sources/pajek/network.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using tenon::sources::PajekForm;
  const InputFile input({reinterpret_cast<const char*>(data), size}, ".net");
  for (const auto form : {PajekForm::kNetwork, PajekForm::kValues}) {
    const auto network = tenon::sources::ReadPajek(input.path(), form, "UTF-8");
    if (!network) {
      if (network.error().message.empty()) std::abort();
      continue;
    }
    for (const auto& arc : network->arcs) {
      if (arc.from < 1 || arc.from > network->vertices.size() || arc.to < 1 || arc.to > network->vertices.size()) {
        std::abort();
      }
    }
  }
  return 0;
}
