#include "graph/execution.h"

#include <gtest/gtest.h>

#include <new>
#include <stdexcept>

namespace tenon::graph {
namespace {

Error Throwing(int threads, std::size_t at, const std::function<void()>& raise) {
  const Status status = ForEachPiece({.threads = threads}, "pieces", 100, 1, [&](const Piece& piece) {
    if (piece.begin == at) raise();
  });
  return status ? Error{} : status.error();
}

// Whichever thread meets it: nothing may leave the thread.
TEST(ForEachPiece, WhatAPieceThrowsBecomesAnError) {
  for (const int threads : {1, 4}) {
    for (const std::size_t at : {0, 50, 99}) {
      const Error memory = Throwing(threads, at, [] { throw std::bad_alloc(); });
      EXPECT_EQ(memory.kind, ErrorKind::kInputOutput);
      EXPECT_EQ(memory.where, "pieces");
      const Error other = Throwing(threads, at, [] { throw std::out_of_range("row"); });
      EXPECT_EQ(other.kind, ErrorKind::kInternal);
      EXPECT_EQ(other.message, "row");
    }
  }
}

}  // namespace
}  // namespace tenon::graph
