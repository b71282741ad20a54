using Microsoft.Extensions.Options;

namespace FamilyCart.ServiceDefaults.Configuration;

internal sealed class SettingsValidator<T> : IValidateOptions<SettingsOf<T>>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, SettingsOf<T> options) =>
        options.Faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(options.Faults);
}
