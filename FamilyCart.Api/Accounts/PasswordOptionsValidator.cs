using Microsoft.Extensions.Options;

namespace FamilyCart.Api.Accounts;

internal sealed class PasswordOptionsValidator : IValidateOptions<PasswordOptions>
{
    public ValidateOptionsResult Validate(string? name, PasswordOptions options)
    {
        var faults = new List<string>();
        Check(nameof(options.MinimumLength), options.MinimumLength, 8, PasswordOptions.MaximumLength, "10");
        Check(nameof(options.Concurrency), options.Concurrency, 1, 64, "2");
        Check(nameof(options.QueueLimit), options.QueueLimit, 0, 10_000, "100");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string key, int value, int minimum, int maximum, string example)
        {
            if (value < minimum || value > maximum)
            {
                faults.Add($"{PasswordOptions.Section}:{key} is {value}; it must be {minimum} to {maximum}, for example {example}.");
            }
        }
    }
}
