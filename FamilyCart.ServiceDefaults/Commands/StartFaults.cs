using Microsoft.Extensions.Options;

namespace FamilyCart.ServiceDefaults.Commands;

internal static class StartFaults
{
    // All options are validated together; more than one faulty class of them arrives as an aggregate.
    public static IReadOnlyList<string>? Of(Exception exception) => exception switch
    {
        OptionsValidationException one => [.. one.Failures],
        AggregateException many when many.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            [.. many.InnerExceptions.SelectMany(inner => ((OptionsValidationException)inner).Failures)],
        _ => null,
    };

    public static async Task WriteAsync(TextWriter output, IEnumerable<string> faults)
    {
        await output.WriteLineAsync("The configuration does not allow a start:");
        foreach (var fault in faults)
        {
            await output.WriteLineAsync($"- {fault}");
        }
    }
}
