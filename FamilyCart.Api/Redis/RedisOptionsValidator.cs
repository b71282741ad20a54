using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace FamilyCart.Api.Redis;

internal sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    private const string Example = "for example localhost:6380,password=...";

    private static readonly TimeSpan _longestWait = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        var faults = new List<string>();
        if (Fault(options.ConnectionString) is { } fault)
        {
            faults.Add($"ConnectionStrings:{RedisOptions.ConnectionName} {fault}; {Example}.");
        }

        if (options.UnhealthyAfter < TimeSpan.Zero || options.UnhealthyAfter > _longestWait)
        {
            faults.Add($"{RedisOptions.Section}:UnhealthyAfter is {options.UnhealthyAfter}; "
                + $"it must be {TimeSpan.Zero} to {_longestWait}, for example 00:01:00.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>The value itself is not repeated: it holds a password.</summary>
    private static string? Fault(string connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return "is missing";
        }

        try
        {
            return ConfigurationOptions.Parse(connectionString).EndPoints.Count == 0 ? "names no server" : null;
        }
        catch (ArgumentException)
        {
            return "cannot be read";
        }
    }
}
