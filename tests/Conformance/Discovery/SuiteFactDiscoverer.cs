using Xunit.Abstractions;
using Xunit.Sdk;

namespace GlusterDr.Conformance;

/// <summary>Finds the facts of suites.</summary>
public sealed class SuiteFactDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        TestMethodDisplay display = discoveryOptions.MethodDisplayOrDefault();
        TestMethodDisplayOptions options = discoveryOptions.MethodDisplayOptionsOrDefault();
        return SkippedTestCase.WhyIn(testMethod.TestClass) is { } reason
            ? [new SkippedTestCase(reason, messages, display, options, testMethod)]
            : [new XunitTestCase(messages, display, options, testMethod)];
    }
}
