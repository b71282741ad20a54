namespace FamilyCart.RunnerManager.GitHub.Authentication;

/// <summary>Tells whether the credentials are still the same.</summary>
internal interface ICredentialMark
{
    /// <summary>Changes with the credentials, and says nothing else of them.</summary>
    string Current { get; }
}
