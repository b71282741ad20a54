namespace Octokit;

/// <summary>Remembers what the last answer said beside its body.</summary>
public interface IApiInfoProvider
{
    /// <summary>Null before the first answer; a copy afterwards.</summary>
    ApiInfo GetLastApiInfo();
}
