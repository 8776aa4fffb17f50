using GlusterDr.Conformance;
using Xunit.v3;

// Each test has a host and real timers. With too many tests at once, timers and answers are late. The longest tests wait most of the
// time, so they run beside others.
[assembly: Parallelization(MaxThreads = 6)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
