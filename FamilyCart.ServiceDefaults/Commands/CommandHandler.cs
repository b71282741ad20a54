using Microsoft.AspNetCore.Builder;

namespace FamilyCart.ServiceDefaults.Commands;

/// <summary>What a verb of a service does.</summary>
/// <param name="app">The service, built but not started.</param>
/// <param name="options">The arguments after the verb.</param>
/// <param name="output">The standard output.</param>
/// <param name="cancellationToken">Cancelled by SIGTERM and SIGINT.</param>
/// <returns>The exit code: 0 done, 1 not.</returns>
public delegate Task<int> CommandHandler(
    WebApplication app, IReadOnlyList<string> options, TextWriter output, CancellationToken cancellationToken);
