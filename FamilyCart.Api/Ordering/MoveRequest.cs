using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Ordering;

/// <summary>
/// Where an item is put: before or after another one, which null replaces by the beginning and the end of the category. Without
/// a category it stays in its own; null is that of the uncategorized.
/// </summary>
internal sealed record MoveRequest : IValidated
{
    public int? BeforeId
    {
        get;
        set => (field, NamesBefore) = (value, true);
    }

    public int? AfterId
    {
        get;
        set => (field, NamesAfter) = (value, true);
    }

    public int? CategoryId
    {
        get;
        set => (field, NamesCategory) = (value, true);
    }

    internal bool NamesBefore { get; private set; }

    internal bool NamesCategory { get; private set; }

    private bool NamesAfter { get; set; }

    public void Validate(ValidationErrors errors)
    {
        if (NamesBefore == NamesAfter)
        {
            errors.Add(NamesBefore ? "after_id" : "before_id", "Either before_id or after_id is expected; null is the beginning or end.");
        }
    }
}
