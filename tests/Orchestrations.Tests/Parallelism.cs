// The manual clock moves when every thread of the process is asleep: tests side by side would keep each other waiting.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
