namespace FamilyCart.Api.Problems;

/// <summary>
/// Writes problems also to readers that have not asked for JSON, as a browser: the framework would leave them with plain text or
/// with nothing.
/// </summary>
/// <param name="services">Where the writer of the framework is, which asked its reader and stepped back.</param>
internal sealed class AnyReaderWriter(IServiceProvider services) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context) =>
        services.GetServices<IProblemDetailsWriter>().First(writer => writer is not AnyReaderWriter).WriteAsync(context);
}
