using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace FamilyCart.Api.Redis;

internal sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisOptions options) => Fault(options.ConnectionString) is { } fault
        ? ValidateOptionsResult.Fail($"ConnectionStrings:{RedisOptions.ConnectionName} {fault}; for example localhost:6380,password=...")
        : ValidateOptionsResult.Success;

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
