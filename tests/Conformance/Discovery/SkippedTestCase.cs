using System.ComponentModel;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace GlusterDr.Conformance;

/// <summary>A test of a suite that is left out in the class that derives it.</summary>
public sealed class SkippedTestCase : XunitTestCase
{
    private string _reason = "";

    /// <summary>For the runner, which writes test cases down and reads them again.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For the runner alone.", error: true)]
    public SkippedTestCase()
    {
    }

    /// <summary>Makes one.</summary>
    public SkippedTestCase(
        string reason, IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod testMethod)
        : base(messages, display, options, testMethod)
    {
        _reason = reason;
    }

    /// <summary>Why the tests of the class are left out; null: they are run.</summary>
    public static string? WhyIn(ITestClass testClass) =>
        testClass.Class.ToRuntimeType()?.GetCustomAttribute<RequirementAttribute>(inherit: true)?.Missing;

    /// <inheritdoc/>
    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue(nameof(_reason), _reason);
    }

    /// <inheritdoc/>
    public override void Deserialize(IXunitSerializationInfo data)
    {
        _reason = data.GetValue<string>(nameof(_reason));
        base.Deserialize(data);
    }

    /// <inheritdoc/>
    protected override string GetSkipReason(IAttributeInfo factAttribute) => WhyIn(TestMethod.TestClass) ?? _reason;
}
