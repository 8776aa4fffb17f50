// Each test has a host and real timers: too many at once, and what a test waits for comes late.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
