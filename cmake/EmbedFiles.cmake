# tenon_embed(TARGET SYMBOL FILES...): puts files into the program as they are (.incbin) and makes
#   std::span<const tenon::EmbeddedFile> SYMBOL();   // declared by the caller; base/embedded_file.h holds the type
# Names are the paths below the source folder. A changed file rebuilds one small object.
function(tenon_embed target symbol)
  set(body "#include \"base/embedded_file.h\"\n#include <array>\n#include <span>\n")
  set(rows "")
  set(index 0)
  foreach(file IN LISTS ARGN)
    set(path "${CMAKE_SOURCE_DIR}/${file}")
    set(label "tenon_${symbol}_${index}")
    string(APPEND body
      "__asm__(\".section .rodata\\n.balign 16\\n${label}_begin:\\n.incbin \\\"${path}\\\"\\n${label}_end:\\n.byte 0\\n.previous\\n\");\n"
      "extern \"C\" { extern const char ${label}_begin[]; extern const char ${label}_end[]; }\n")
    string(APPEND rows "      EmbeddedFile{\"${file}\", {${label}_begin, static_cast<std::size_t>(${label}_end - ${label}_begin)}},\n")
    math(EXPR index "${index} + 1")
    list(APPEND paths "${path}")
  endforeach()
  set(source "${CMAKE_CURRENT_BINARY_DIR}/embedded_${symbol}.cc")
  file(CONFIGURE OUTPUT "${source}" CONTENT
"${body}
namespace tenon {
std::span<const EmbeddedFile> ${symbol}() {
  static const std::array<EmbeddedFile, ${index}> files = {{
${rows}  }};
  return files;
}
}  // namespace tenon
" @ONLY)
  set_source_files_properties("${source}" PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE "${source}")
endfunction()
