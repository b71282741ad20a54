using FamilyCart.RunnerManager.GitHub.Authentication;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>Credentials that are others when a test says so.</summary>
internal sealed class FixedMark : ICredentialMark
{
    public string Current { get; set; } = "first";
}
