using GlusterDr.Conformance;

// Each test has a host and real timers: too many at once, and what a test waits for comes late. Those that take longest wait most of
// that time, and come beside the others.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
[assembly: TestCollectionOrderer(LongestFirst.TypeName, LongestFirst.AssemblyName)]
