namespace FamilyCart.Api.OpenApi;

/// <summary>Writes the document without starting the service: no database, no port.</summary>
internal static class OpenApiCommand
{
    internal static async Task<int> RunAsync(
        WebApplication app, IReadOnlyList<string> _, TextWriter output, CancellationToken cancellationToken)
    {
        // Routes become known to the document when the pipeline is built, which otherwise happens at the start.
        app.UseRouting();
        app.UseEndpoints(static _ => { });
        await output.WriteLineAsync(await WrittenDocument.ToJsonAsync(app.Services, cancellationToken));
        return 0;
    }
}
