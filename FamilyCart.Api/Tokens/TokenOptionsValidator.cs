using Microsoft.Extensions.Options;

namespace FamilyCart.Api.Tokens;

internal sealed class TokenOptionsValidator : IValidateOptions<TokenOptions>
{
    private static readonly TimeSpan _shortestIdleTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _longestLifetime = TimeSpan.FromDays(365);

    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var faults = new List<string>();
        if (options.IdleTimeout < _shortestIdleTimeout || options.IdleTimeout > options.Lifetime)
        {
            faults.Add($"{TokenOptions.Section}:IdleTimeout is {options.IdleTimeout}; "
                + $"it must be {_shortestIdleTimeout} up to {TokenOptions.Section}:Lifetime, for example 01:00:00.");
        }

        if (options.Lifetime <= TimeSpan.Zero || options.Lifetime > _longestLifetime)
        {
            faults.Add($"{TokenOptions.Section}:Lifetime is {options.Lifetime}; "
                + $"it must be more than nothing and at most {_longestLifetime}, for example 30.00:00:00.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
