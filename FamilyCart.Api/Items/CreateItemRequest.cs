using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Items;

/// <summary>A new item.</summary>
internal record CreateItemRequest : ItemDetails, IValidated
{
    public string? Name { get; set; }

    /// <summary>The English name of a category; one that does not exist is as good as none.</summary>
    public string? CategoryName { get; set; }

    public virtual void Validate(ValidationErrors errors)
    {
        errors.Required("name", Name, ItemLimits.Name);
        errors.Optional("category_name", CategoryName, ItemLimits.Category);
        ItemLimits.Validate(this, errors);
    }
}
