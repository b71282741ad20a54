// Most of a test is waiting for servers and their tools.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
