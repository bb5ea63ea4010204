#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "analyses/question_fixture.h"

namespace tenon::analyses {
namespace {

using testing::Contains;
using testing::HasSubstr;

class Consortium : public QuestionFixture {
 protected:
  /// Two firms, a university and two labs of their own tables; three capabilities.
  void FillOwn() {
    Fill(
        "actor",
        "select * from (values ('t', 'F1', 'Acme', 'firm', 'CHN', null, 40.0), ('t', 'F2', 'Beta', '企业', 'CHN', "
        "null, "
        "25.0), ('t', 'U1', 'Uni', 'university', 'CHN', null, 20.0), ('t', 'L1', 'Lab One', 'lab', 'CHN', null, 15.0), "
        "('t', 'L2', 'Lab Two', 'lab', 'DEU', null, 30.0)) t(source, actor, name, kind, economy, region, cost)");
    Fill("actor_capability",
         "select * from (values ('t', 'F1', 'etching', 0.9, null), ('t', 'F2', 'packaging', 0.6, null), ('t', 'U1', "
         "'optics', 0.7, 'a prize'), ('t', 'L1', 'optics', 0.5, null), ('t', 'L1', 'deep learning', 0.8, null), ('t', "
         "'L2', 'optics', 0.95, null), ('t', 'L2', 'etching', 0.4, null)) t(source, actor, capability, level, "
         "evidence)");
    Fill("collaboration",
         "select * from (values ('t', 'F1', 'U1', 5::bigint, 2022), ('t', 'U1', 'F1', 5::bigint, 2022), ('t', 'F1', "
         "'L1', "
         "1::bigint, 2020)) t(source, actor, other, count, year)");
    Fill("need",
         "select source, need, title, text, null as language, firm, null as economy, null as region, codes, budget, "
         "null "
         "as currency, null as date from (values ('t', 'N1', 'Etcher', null, 'Acme', 'etching optics', null), ('t', "
         "'N2', "
         "'Line', 'Optics and deep learning for a packaging line', null, null, null), ('t', 'N3', null, null, null, "
         "'etching, optics, deep learning', 60.0), ('t', 'N4', 'x', null, null, 'etching lithography', null)) "
         "t(source, need, title, text, firm, codes, budget)");
  }

  static double Total(const Result<Answer>& answer, const std::string& column) {
    return answer ? RealOr(answer->Find("totals")->At(0, column), -1) : -1;
  }

  static std::string Members(const Result<Answer>& answer) {
    if (!answer) return Describe(answer.error());
    std::string members;
    for (const auto& row : answer->Find("members")->rows) members += TextOr(row[0]) + " ";
    return members;
  }
};

TEST_F(Consortium, OfANeedByHand) {
  FillOwn();
  const auto answer = Ask("consortium", {{"need", "N1"}});
  // Acme etches 0.9, Uni knows optics 0.7; five joint works, listed from both sides: 5 / 6.
  EXPECT_EQ(Members(answer), "F1 U1 ");
  EXPECT_NEAR(Total(answer, "value"), 0.75 * 0.8 + 0.25 * 5 / 6, 1e-9);
  EXPECT_NEAR(Total(answer, "bound"), Total(answer, "value"), 1e-6);
  EXPECT_NEAR(Total(answer, "cost"), 60, 1e-9);
  const Table& members = *answer->Find("members");
  EXPECT_EQ(TextOr(Cell(members, "F1", "role")), "lead");
  EXPECT_EQ(TextOr(Cell(members, "U1", "role")), "lab");
  EXPECT_EQ(TextOr(Cell(members, "U1", "only_by")), "optics");
  EXPECT_EQ(TextOr(Cell(members, "U1", "evidence")), "optics: a prize");
  EXPECT_TRUE(IsMissing(Cell(members, "U1", "marginal_value")));  // without it there is no team
  EXPECT_EQ(TextOr(Cell(*answer->Find("cover"), "optics", "covered_by")), "U1");
  EXPECT_EQ(IntegerOr(Cell(*answer->Find("cover"), "optics", "candidates"), -1), 3);
  // The next best: Lab Two, better at optics, of no acquaintance; 0.75 x 0.925.
  EXPECT_NEAR(RealOr(answer->Find("runners_up")->At(0, "value"), -1), 0.75 * 0.925, 1e-9);
}

TEST_F(Consortium, TheNeedsTextOrItsCodesSayWhatItNeeds) {
  FillOwn();
  const auto by_text = Ask("consortium", {{"need", "N2"}});
  EXPECT_EQ(Members(by_text), "F2 L1 L2 ");  // nobody is in for his acquaintances alone
  EXPECT_THAT(by_text->receipt.warnings, Contains(HasSubstr("its text names")));
  const auto by_codes = Ask("consortium", {{"need", "N3"}});  // names with blanks between commas; budget of the need
  EXPECT_EQ(Members(by_codes), "F1 L1 ");
  EXPECT_EQ(Members(Ask("consortium", {{"need", "N3"}, {"budget", "200"}, {"closeness", "0"}})), "F1 L1 L2 ");
  EXPECT_THAT(Members(Ask("consortium", {{"need", "N4"}})),
              HasSubstr("any one of them): a member can do 'lithography'"));
  EXPECT_THAT(Members(Ask("consortium", {{"need", "N9"}})), HasSubstr("there are 4: N1, N2, N3, N4"));
}

/// All subsets, by the convention as it is printed.
TEST_F(Consortium, AgreesWithEverySubset) {
  FillOwn();
  const std::map<std::string, std::map<std::string, double>> level = {
      {"etching", {{"F1", 0.9}, {"L2", 0.4}}}, {"optics", {{"U1", 0.7}, {"L1", 0.5}, {"L2", 0.95}}}};
  const std::map<std::set<std::string>, double> closeness = {
      {{"F1", "U1"}, 5.0 / 6}, {{"F1", "L1"}, 0.5}, {{"L1", "U1"}, 5.0 / 12}};
  const std::vector<std::string> actors = {"F1", "F2", "U1", "L1", "L2"};
  const std::vector<double> cost = {40, 25, 20, 15, 30};
  for (const double budget : {59.0, 75.0, 90.0, 140.0}) {
    double best = -1;
    for (unsigned set = 1; set < 32; ++set) {
      double quality = 0, spent = 0, close = 0;
      int size = 0, pairs = 0;
      std::set<std::string> useful;
      for (const auto& [capability, of] : level) {
        double highest = 0;
        for (unsigned i = 0; i < 5; ++i) {
          if ((set >> i & 1U) != 0 && of.contains(actors[i])) highest = std::max(highest, of.at(actors[i]));
        }
        if (highest == 0) quality = -10;
        for (const auto& [actor, value] : of) {
          if (value == highest) useful.insert(actor);
        }
        quality += highest / 2;
      }
      int idle = 0, idle_firms = 0;
      for (unsigned i = 0; i < 5; ++i) {
        if ((set >> i & 1U) == 0) continue;
        ++size;
        spent += cost[i];
        idle += useful.contains(actors[i]) ? 0 : 1;
        idle_firms += i < 2 && !useful.contains(actors[i]) ? 1 : 0;
        for (unsigned j = 0; j < i; ++j) {
          if ((set >> j & 1U) == 0) continue;
          ++pairs;
          const auto found = closeness.find({actors[i], actors[j]});
          close += found == closeness.end() ? 0 : found->second;
        }
      }
      if (quality < 0 || spent > budget || (set & 3U) == 0 || idle > 1 || idle != idle_firms ||
          (idle == 1 && (set & 3U) == 3))
        continue;
      best = std::max(best, 0.75 * quality + 0.25 * (size == 1 ? 1 : close / pairs));
    }
    const auto answer = Ask("consortium", {{"capability", "etching,optics"}, {"budget", std::to_string(budget)}});
    EXPECT_NEAR(Total(answer, "value"), best, 1e-7) << budget;
  }
}

TEST_F(Consortium, ALeadAnEconomyAndAShareNarrowTheChoice) {
  FillOwn();
  const auto led = Ask("consortium", {{"need", "N1"}, {"lead", "Beta"}});
  EXPECT_EQ(Members(led).substr(0, 3), "F2 ");
  EXPECT_EQ(Members(Ask("consortium", {{"need", "N1"}, {"closeness", "0"}})), "F1 L2 ");
  EXPECT_EQ(Members(Ask("consortium", {{"need", "N1"}, {"closeness", "0"}, {"economy", "CHN"}})), "F1 U1 ");
  EXPECT_EQ(Members(Ask("consortium", {{"need", "N1"}, {"max_share", "0.6"}})), "F1 L2 ");  // 40 of 70
  EXPECT_THAT(Members(Ask("consortium", {{"need", "N1"}, {"lead", "Uni"}})), HasSubstr("a firm leads"));
  EXPECT_THAT(Members(Ask("consortium", {{"need", "N1"}, {"max_size", "1"}})), HasSubstr("at most 1 members"));
  EXPECT_THAT(Members(Ask("consortium", {})), HasSubstr("one of --need"));
}

TEST_F(Consortium, WhatIsOutOfRangeIsNamed) {
  FillOwn();
  Fill("actor_capability",
       "select 't' as source, 'F1' as actor, 'etching' as capability, 1.5 as level, null as evidence");
  EXPECT_THAT(Members(Ask("consortium", {{"capability", "etching"}})),
              HasSubstr("actor 'F1' (source t): level is 1.5; allowed is 0 to 1"));
  Fill("actor_capability",
       "select 't' as source, 'F1' as actor, 'etching' as capability, null::double as level, null as evidence");
  const auto unstated = Ask("consortium", {{"capability", "etching"}});
  EXPECT_NEAR(Total(unstated, "quality"), 0.5, 1e-12);
  EXPECT_THAT(unstated->receipt.warnings, Contains(HasSubstr("1 of 1 levels are not stated")));
  Fill("actor",
       "select 't' as source, 'F1' as actor, null as name, 'firm' as kind, null as economy, null as region, -1.0 "
       "as cost");
  EXPECT_THAT(Members(Ask("consortium", {{"capability", "etching"}})), HasSubstr("cost is -1; allowed is 0 or more"));
}

TEST_F(Consortium, ASegmentIsKnownByItsIdOrItsCodes) {
  FillOwn();
  const std::string chain = ChainFile(
      "chain: toy\ntitle: {en: Toy, zh: 玩具}\nsegments:\n  - {id: etching, name: {en: Etching, zh: 刻蚀}, stage: "
      "equipment, openalex_topic: [T10491], ipc: [C22B]}\n  - {id: laser, name: {en: Laser, zh: 激光}, stage: part}\n");
  EXPECT_EQ(Members(Ask("consortium", {{"chain", chain}, {"segment", "etching"}})), "F1 ");
  EXPECT_THAT(Members(Ask("consortium", {{"chain", chain}, {"segment", "laser"}})),
              HasSubstr("nobody in actor_capability has the segment 'laser'"));
  Fill("actor_capability",
       "select 't' as source, actor, capability, 0.5 as level, null as evidence from (values ('F1', 'C22B 58/00'), "
       "('L1', "
       "'OPENALEX-TOPIC:T10491')) t(actor, capability)");
  const auto by_code = Ask("consortium", {{"chain", chain}, {"segment", "etching"}});
  EXPECT_EQ(Members(by_code), "F1 L1 ");
  EXPECT_EQ(by_code->Find("cover")->rows.size(), 2U);
}

TEST_F(Consortium, WithoutATableOfActorsWorksAndInputsSpeak) {
  // One firm and one university with three and one works on the topic, two of them together; an organisation provides
  // the input.
  Fill(
      "work_topic",
      "select 'o' as source, w::ubigint as work_key, 'T10491' as topic, 1 as rank, 1.0 as score from range(1, 5) t(w)");
  Fill(
      "authorship",
      "select 'o' as source, w::ubigint as work_key, p as position, null as person_key, i::ubigint as institution_key, "
      "null as economy, null as is_corresponding from (values (1, 1, 7), (2, 1, 7), (3, 1, 7), (2, 2, 8), (3, 2, 8), "
      "(4, "
      "1, 9)) t(w, p, i)");
  Fill("institution",
       "select 'o' as source, k::ubigint as institution_key, id, null as ror, id as name, null as name_zh, type, 'SAU' "
       "as "
       "economy, null as region, null as parent_key from (values (7, 'I7', 'company'), (8, 'I8', 'education'), (9, "
       "'I9', "
       "'facility')) t(k, id, type)");
  Fill("provision",
       "select 'e' as source, 'N1' as input, null as input_name, p as provider, 'USA' as provider_economy, s as share, "
       "2024 as year from (values ('Tool Co', 0.6), ('Small Co', 0.3), ('Quiet Co', null)) t(p, s)");
  const auto answer = Ask("consortium", {{"capability", "T10491,ETO-INPUT:N1"}, {"at_least", "2"}});
  EXPECT_EQ(Members(answer), "I7 Tool Co ");
  EXPECT_EQ(TextOr(Cell(*answer->Find("members"), "I7", "evidence")), "T10491: 3 works");
  EXPECT_EQ(TextOr(Cell(*answer->Find("members"), "Tool Co", "evidence")), "ETO-INPUT:N1: provides 60 % of it");
  const Table& cover = *answer->Find("cover");
  EXPECT_EQ(IntegerOr(Cell(cover, "T10491", "candidates"), -1), 2);  // one work is too few
  EXPECT_EQ(IntegerOr(Cell(cover, "ETO-INPUT:N1", "candidates"), -1), 3);
  EXPECT_NEAR(RealOr(Cell(cover, "T10491", "level"), -1), 1, 1e-12);
  const auto two = Ask("consortium", {{"capability", "T10491"}, {"at_least", "2"}, {"redundancy", "2"}});
  EXPECT_EQ(Members(two), "I7 I8 ");
  EXPECT_NEAR(Total(two, "quality"), (1 + std::log(3) / std::log(4)) / 2, 1e-12);  // ln(1 + 2) / ln(1 + 3)
  EXPECT_NEAR(Total(two, "closeness"), 2.0 / 3, 1e-12);                            // two joint works
  EXPECT_THAT(Members(Ask("consortium", {{"capability", "T10892"}})), HasSubstr("load openalex"));
}

}  // namespace
}  // namespace tenon::analyses
