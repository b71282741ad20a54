using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Entry;

/// <summary>A line to understand; a language that is not known here is taken for none.</summary>
internal sealed record ParseItemRequest(string? Text, string? Language) : IValidated
{
    private const int Limit = 1000;

    public void Validate(ValidationErrors errors)
    {
        errors.Required("text", Text, Limit);
        if (!string.IsNullOrWhiteSpace(Text) && EntryText.Clean(Text).Length == 0)
        {
            errors.Add("text", "There is nothing visible in this text.");
        }
    }
}
