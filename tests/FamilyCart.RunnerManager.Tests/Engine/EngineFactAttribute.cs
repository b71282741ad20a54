using Xunit.Sdk;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>A test with a real container engine, which only root may run; anybody else is told that it was skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("FamilyCart.RunnerManager.Tests.Engine.EngineFactDiscoverer", "FamilyCart.RunnerManager.Tests")]
public sealed class EngineFactAttribute : FactAttribute;
