using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>Tests of one contract with several engines are skipped where theirs is missing.</summary>
public sealed class EngineFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        new EngineTestCase(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod);
}

internal sealed class EngineTestCase : XunitTestCase
{
    private const string Podman = "Podman";

    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("xunit makes it so of what it wrote down")]
    public EngineTestCase()
    {
    }

    public EngineTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute)
    {
        var isPodman = TestMethod.TestClass.Class.Name.Contains($".{Podman}", StringComparison.Ordinal);
        var (program, remedy) = isPodman ? ("podman", "./test installs it") : ("dockerd", "tests/engine.sh start installs it");
        return !Environment.IsPrivilegedProcess
            ? "only root may run a container engine here"
            : IsInstalled(program) ? null : $"{program} is not installed; {remedy}";
    }

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
