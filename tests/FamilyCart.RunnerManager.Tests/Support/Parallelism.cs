// Most of what runs here waits: for processes, for leases, for an engine. Four at once keep two processors busy, and what promises
// times or reads the process's own metrics runs alone afterwards.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: TestCollectionOrderer("FamilyCart.RunnerManager.Tests.Support.LongestFirst", "FamilyCart.RunnerManager.Tests")]
