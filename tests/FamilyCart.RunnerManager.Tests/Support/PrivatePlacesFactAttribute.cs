using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>A test of runners that see nothing of each other, for which root has to be allowed namespaces; elsewhere it says that it was skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PrivatePlacesFactAttribute : FactAttribute
{
    public PrivatePlacesFactAttribute() => Skip = !Environment.IsPrivilegedProcess
        ? "only root may give runners users and places of their own"
        : PrivatePlaces.Possible ? null : "this machine lets root make no mount namespaces";
}
