using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Items;

/// <summary>A new item that names its list.</summary>
internal sealed record CreateItemInListRequest : CreateItemRequest
{
    public int? ShoppingListId { get; set; }

    public override void Validate(ValidationErrors errors)
    {
        base.Validate(errors);
        if (ShoppingListId is null)
        {
            errors.Add("shopping_list_id", "This field is required.");
        }
    }
}
