import Glibc

/// How long something took: by the wall, and in processor time of this process (user and system). On a machine that others
/// use too, the ratio of two processor times is steadier than that of two intervals of the wall clock.
struct Duration2 {
  var wall: Double
  var processor: Double
}

func measure(_ body: () throws -> Void) rethrows -> Duration2 {
  let clock = ContinuousClock()
  let processor = processorSeconds()
  let start = clock.now
  try body()
  let elapsed = clock.now - start
  return Duration2(
    wall: Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18,
    processor: processorSeconds() - processor)
}

func processorSeconds() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
}

/// Largest resident memory of this process so far, in MiB.
func residentMiB() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return usage.ru_maxrss / 1024
}

/// Bytes of a file and its write-ahead log.
func diskBytes(_ path: String) -> Int {
  [path, path + "-wal"].reduce(0) { sum, path in
    var info = stat()
    return stat(path, &info) == 0 ? sum + Int(info.st_size) : sum
  }
}

/// Median and 99th percentile of some calls, in microseconds: by the wall, and in processor time of the calling thread,
/// which does not count the moments when others had the processor.
struct Percentiles {
  var p50: Double
  var p99: Double
  var processorP50 = 0.0
  var processorP99 = 0.0

  /// Sorts them.
  init(_ times: [Double]) {
    let times = times.sorted()
    p50 = times.isEmpty ? 0 : times[times.count / 2]
    p99 = times.isEmpty ? 0 : times[min(times.count - 1, times.count * 99 / 100)]
  }
}

func percentiles(_ count: Int, _ body: (Int) throws -> Void) rethrows -> Percentiles {
  let clock = ContinuousClock()
  var times: [Double] = []
  var processor: [Double] = []
  times.reserveCapacity(count)
  processor.reserveCapacity(count)
  for index in 0..<count {
    let (start, used) = (clock.now, threadMicroseconds())
    try body(index)
    processor.append(threadMicroseconds() - used)
    let elapsed = clock.now - start
    times.append(Double(elapsed.components.attoseconds) / 1e12 + Double(elapsed.components.seconds) * 1e6)
  }
  var result = Percentiles(times)
  let own = Percentiles(processor)
  (result.processorP50, result.processorP99) = (own.p50, own.p99)
  return result
}

private func threadMicroseconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
}
