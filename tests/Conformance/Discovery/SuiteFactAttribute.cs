using Xunit.Sdk;

namespace GlusterDr.Conformance;

/// <summary>A fact of a suite. A class that derives the suite leaves it out where its <see cref="RequirementAttribute"/> is not met.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("GlusterDr.Conformance.SuiteFactDiscoverer", "GlusterDr.Conformance")]
public sealed class SuiteFactAttribute : FactAttribute;
