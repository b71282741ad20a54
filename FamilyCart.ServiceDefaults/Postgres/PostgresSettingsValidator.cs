using Microsoft.Extensions.Options;

namespace FamilyCart.ServiceDefaults.Postgres;

internal sealed class PostgresSettingsValidator : IValidateOptions<PostgresSettings>
{
    public ValidateOptionsResult Validate(string? name, PostgresSettings options)
    {
        var faults = ConnectionStringRules.Faults(options.ConnectionName, options.ConnectionString);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
