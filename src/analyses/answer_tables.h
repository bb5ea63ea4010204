#ifndef TENON_ANALYSES_ANSWER_TABLES_H_
#define TENON_ANALYSES_ANSWER_TABLES_H_

#include <optional>

#include "analyses/assessment.h"
#include "tenon/spec.h"
#include "tenon/table.h"

namespace tenon::analyses {

/// A result table of an assessment: its columns, and how its rows are made.
struct AnswerTable {
  ResultTable (*spec)();
  void (*fill)(const Assessment& assessment, Table& table);
};

// In answer_tables_segment.cc: one row a segment or a part of it.
AnswerTable SegmentsTable();
AnswerTable PartsTable();
AnswerTable SuppliersTable();
AnswerTable ControlsTable();
AnswerTable HistoryTable();
AnswerTable LeverageTable();
// In answer_tables_station.cc: the way, and the rows it rests on.
AnswerTable ChainTable();
AnswerTable LinksTable();
AnswerTable StationsTable();
AnswerTable BreaksTable();
AnswerTable EvidenceTable();
// In sentence_chain.cc.
AnswerTable SentencesTable();

/// Tables of an analysis in order: for its spec, and for its answer.
std::vector<ResultTable> SpecsOf(std::span<const AnswerTable> tables);
Answer AnswerOf(const Assessment& assessment, std::span<const AnswerTable> tables);

/// "data": rows of its own speak about the segment; "group": only rows it shares or wider ones; "no data".
std::string StateOf(const Assessment& assessment, std::size_t segment);
/// "invention -> trade"; "world -> discovery" at the start.
std::string BetweenOf(const econ::Step& step);

inline Value ToValue(const std::optional<double>& x) { return x ? Value(*x) : Value(); }
inline Value ToValue(const std::optional<int>& x) { return x ? Value(std::int64_t{*x}) : Value(); }
inline Value ToValue(const std::optional<bool>& x) { return x ? Value(*x) : Value(); }
inline Value ToValue(const std::optional<std::size_t>& x) { return x ? Value(static_cast<std::int64_t>(*x)) : Value(); }
inline Value ToValue(const std::string& text) { return text.empty() ? Value() : Value(text); }
inline Value LowOf(const std::optional<econ::Interval>& interval) { return interval ? Value(interval->low) : Value(); }
inline Value HighOf(const std::optional<econ::Interval>& interval) {
  return interval ? Value(interval->high) : Value();
}

}  // namespace tenon::analyses

#endif  // TENON_ANALYSES_ANSWER_TABLES_H_
