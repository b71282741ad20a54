using System.Diagnostics.CodeAnalysis;

namespace FamilyCart.RunnerManager.GitHub;

/// <summary>What a call brought: a value or an error, never both.</summary>
internal readonly struct GitHubResult<T>
{
    private readonly T? _value;

    private GitHubResult(T? value, GitHubError? error) => (_value, Error) = (value, error);

    public GitHubError? Error { get; }

    public static implicit operator GitHubResult<T>(T value) => new(value, null);

    public static implicit operator GitHubResult<T>(GitHubError error) => new(default, error);

    /// <summary>Whether there is a value.</summary>
    public bool Try([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out GitHubError? error)
    {
        (value, error) = (_value, Error);
        return error is null;
    }
}
