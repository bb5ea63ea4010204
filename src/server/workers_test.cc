#include "server/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <latch>
#include <stop_token>

#include "server/cache.h"
#include "server/deadline.h"

namespace tenon::server {
namespace {

TEST(Workers, WhatFindsNoRoomIsRefusedAndTheRestIsDoneOnce) {
  std::latch at_work(1);
  std::latch go(1);
  std::latch all_done(3);
  Workers workers(1, 2);
  ASSERT_TRUE(workers.Post([&] {
    at_work.count_down();
    go.wait();
    all_done.count_down();
  }));
  at_work.wait();
  EXPECT_TRUE(workers.Post([&] { all_done.count_down(); }));
  EXPECT_TRUE(workers.Post([&] { all_done.count_down(); }));
  EXPECT_FALSE(workers.Post([] {}));
  EXPECT_EQ(workers.working(), 1);
  EXPECT_EQ(workers.waiting(), 2);
  go.count_down();
  all_done.wait();
  EXPECT_EQ(workers.waiting(), 0);
}

TEST(Workers, AtTheirEndWhatWaitsIsDropped) {
  std::latch at_work(1);
  std::atomic<int> done = 0;
  {
    Workers workers(1, 10);
    ASSERT_TRUE(workers.Post([&] {
      at_work.count_down();
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      ++done;
    }));
    at_work.wait();
    ASSERT_TRUE(workers.Post([&] { done += 100; }));
  }
  EXPECT_EQ(done, 1);
}

TEST(Deadline, StopsWorkAfterItsTimeAndNotBeforeItEnds) {
  std::stop_source late;
  {
    const Deadline deadline(late, std::chrono::seconds(0));
    while (!deadline.passed()) std::this_thread::yield();
  }
  EXPECT_TRUE(late.stop_requested());
  std::stop_source early;
  {
    const Deadline deadline(early, std::chrono::seconds(3600));
    EXPECT_FALSE(deadline.passed());
  }
  EXPECT_FALSE(early.stop_requested());
}

TEST(Cache, KeepsTheLastUsedWithinItsBytes) {
  Cache<int> cache(4000);
  for (const char* key : {"a", "b", "c"}) cache.Keep(key, 1, 799);
  EXPECT_EQ(cache.Find("a"), 1);
  cache.Keep("d", 1, 799);  // 4 x (799 + 1 + 200 bytes for the entry itself) fit
  EXPECT_EQ(cache.bytes(), 4000);
  cache.Keep("e", 1, 0);
  EXPECT_FALSE(cache.Find("b"));  // "a" was used since
  EXPECT_TRUE(cache.Find("a"));
  cache.Keep("a", 2, 10);
  EXPECT_EQ(cache.Find("a"), 2);
  cache.Keep("large", 1, 1000);
  EXPECT_FALSE(cache.Find("large"));
}

TEST(Cache, IsUsedFromManyThreads) {
  Cache<int> cache(4000);
  {
    std::latch done(400);
    Workers workers(4, 400);
    for (int i = 0; i < 400; ++i) {
      ASSERT_TRUE(workers.Post([&cache, &done, i] {
        cache.Keep(std::to_string(i % 7), i % 7, 500);
        EXPECT_EQ(cache.Find(std::to_string(i % 5)).value_or(i % 5), i % 5);
        done.count_down();
      }));
    }
    done.wait();
  }
  EXPECT_LE(cache.bytes(), 4000);
}

}  // namespace
}  // namespace tenon::server
