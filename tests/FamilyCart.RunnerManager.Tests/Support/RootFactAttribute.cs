namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>A test of what only root may do; anybody else is told that it was skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = Environment.IsPrivilegedProcess ? null : "only root may give runners users of their own";
}
