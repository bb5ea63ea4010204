#include "sources/registry.h"

#include <array>

namespace tenon::sources {

std::span<const Source* const> AllSources() {
  static const std::array sources = {
      &AntrasChor(),
      &BeaStateGdp(),
      &CcCedict(),
      &CepiiBaci(),
      &ChainKnowledgeGraph(),
      &CobaltChain(),
      &Concordance(),
      &CriticalMinerals(),
      &EtoChips(),
      &Exiobase(),
      &FdaOrangeBook(),
      &IoTable(),
      &Ipc(),
      &Kag(),
      &Lens(),
      &NasaTechport(),
      &Ncses(),
      &NihReporter(),
      &NobelPrize(),
      &Nsfc(),
      &OecdBtige(),
      &OecdIcio(),
      &OpenAlex(),
      &Pajek(),
      &PatentPapers(),
      &UserTable(),
      &UnComtrade(),
      &UsCcl(),
      &UsgsMcs(),
      &Wiod(),
      &WorldBank(),
      &WorldMining(),
  };
  return sources;
}

}  // namespace tenon::sources
