using Xunit.Sdk;

namespace GlusterDr.Conformance;

/// <summary>As <see cref="SuiteFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("GlusterDr.Conformance.SuiteTheoryDiscoverer", "GlusterDr.Conformance")]
public sealed class SuiteTheoryAttribute : TheoryAttribute;
