#ifndef TENON_SOURCES_REGISTRY_H_
#define TENON_SOURCES_REGISTRY_H_

#include "sources/source.h"

namespace tenon::sources {

// One function a source, defined by the reader in its folder.
const Source& AntrasChor();
const Source& BeaStateGdp();
const Source& CcCedict();
const Source& CepiiBaci();
const Source& ChainKnowledgeGraph();
const Source& CobaltChain();
const Source& Concordance();
const Source& CriticalMinerals();
const Source& EtoChips();
const Source& Exiobase();
const Source& FdaOrangeBook();
const Source& IoTable();
const Source& Ipc();
const Source& Kag();
const Source& Lens();
const Source& NasaTechport();
const Source& Ncses();
const Source& NihReporter();
const Source& NobelPrize();
const Source& Nsfc();
const Source& OecdBtige();
const Source& OecdIcio();
const Source& Pajek();
const Source& PatentPapers();
const Source& OpenAlex();
const Source& UnComtrade();
const Source& UsCcl();
const Source& UserTable();
const Source& UsgsMcs();
const Source& Wiod();
const Source& WorldBank();
const Source& WorldMining();

}  // namespace tenon::sources

#endif  // TENON_SOURCES_REGISTRY_H_
