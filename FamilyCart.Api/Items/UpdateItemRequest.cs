using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Items;

/// <summary>A partial update: a field that the body names is set, also to null; one that it leaves out stays as it is.</summary>
internal sealed record UpdateItemRequest : ItemDetails, IValidated
{
    public string? Name
    {
        get;
        set => field = Note(nameof(Name), value);
    }

    public int? CategoryId
    {
        get;
        set => field = Note(nameof(CategoryId), value);
    }

    /// <summary>Null leaves it as it is.</summary>
    public bool? IsCompleted { get; set; }

    /// <summary>Null leaves it as it is.</summary>
    public bool? IsUnavailable { get; set; }

    public void Validate(ValidationErrors errors)
    {
        if (Names(nameof(Name)))
        {
            errors.Required("name", Name, ItemLimits.Name);
        }

        ItemLimits.Validate(this, errors);
    }
}
