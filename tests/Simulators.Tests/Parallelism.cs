// The manual clock moves when every thread of the process is asleep: tests side by side would make it misjudge.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
