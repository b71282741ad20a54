namespace FamilyCart.RunnerManager.Tests.Judges;

/// <summary>A test whose judge is a program of Node.js; where that is missing and cannot be fetched, it says so and is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> s_obstacle = new(PrismProxy.Tool.Obstacle);

    public NodeFactAttribute() => Skip = s_obstacle.Value;
}
