using FamilyCart.Api.Catalog;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Entry;
using FamilyCart.Api.Groceries;
using FamilyCart.Api.History;
using FamilyCart.Api.Invitations;
using FamilyCart.Api.Items;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Members;
using FamilyCart.Api.Ollama;
using FamilyCart.Api.Ordering;
using FamilyCart.Api.Suggestions;
using FamilyCart.Api.Usage;

namespace FamilyCart.Api.Composition;

/// <summary>What families do: lists, what is on them and was, who shares them, and what is suggested for them.</summary>
internal static class ShoppingExtensions
{
    internal static IHostApplicationBuilder AddShopping(this IHostApplicationBuilder builder) => builder
        .AddCatalog().AddGroceries().AddChanges()
        .AddLists().AddItems().AddHistory().AddOrdering().AddUsage()
        .AddMembers().AddInvitations()
        .AddOllama().AddSuggestions();

    internal static IEndpointRouteBuilder MapShopping(this IEndpointRouteBuilder routes) => routes
        .MapCatalog()
        .MapLists().MapItems().MapEntry().MapHistory().MapOrdering().MapUsage()
        .MapMembers().MapInvitations()
        .MapSuggestions();
}
