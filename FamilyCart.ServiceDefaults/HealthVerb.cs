using FamilyCart.ServiceDefaults.Commands;

namespace FamilyCart.ServiceDefaults;

/// <summary>
/// The verb <c>health</c> where somebody has said what to ask. An engine asks every few seconds, and building the service, only to learn where
/// it listens, is most of what that costs.
/// </summary>
public static class HealthVerb
{
    private const string Variable = "Health__Url";

    /// <summary>Asks the address that the variable <c>Health__Url</c> names. To be called before the service is built.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>
    /// The exit code: 0 healthy, 1 not. Null where it is another verb or the variable holds no http URL: the service, once built, knows more.
    /// </returns>
    public static Task<int?> TryAsync(string[] args) => TryAsync(args, Environment.GetEnvironmentVariable(Variable), Console.Out);

    internal static async Task<int?> TryAsync(string[] args, string? address, TextWriter output) =>
        args is ["health", ..] && Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp
            ? await HealthQuestion.AskAsync(url, output, CancellationToken.None)
            : null;
}
