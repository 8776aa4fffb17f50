using GlusterDr.Conformance;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]
