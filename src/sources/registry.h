#ifndef TENON_SOURCES_REGISTRY_H_
#define TENON_SOURCES_REGISTRY_H_

#include "sources/source.h"

namespace tenon::sources {

// One function a source, defined by the reader in its folder.
const Source& CepiiBaci();
const Source& CobaltChain();
const Source& Concordance();
const Source& CriticalMinerals();
const Source& EtoChips();
const Source& Exiobase();
const Source& FdaOrangeBook();
const Source& Ncses();
const Source& NihReporter();
const Source& OecdBtige();
const Source& UnComtrade();
const Source& UsCcl();
const Source& UsgsMcs();
const Source& UserTable();
const Source& WorldBank();
const Source& WorldMining();
const Source& OecdIcio();
const Source& UsCcl();
const Source& UsgsMcs();
const Source& UserTable();
const Source& Wiod();

}  // namespace tenon::sources

#endif  // TENON_SOURCES_REGISTRY_H_
