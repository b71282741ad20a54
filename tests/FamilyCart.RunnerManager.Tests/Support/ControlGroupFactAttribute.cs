namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>A test of limits that only the kernel can keep; where it keeps none, the test says that it was skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ControlGroupFactAttribute : FactAttribute
{
    public ControlGroupFactAttribute() => Skip = ControlGroupPlace.Obstacle;
}
