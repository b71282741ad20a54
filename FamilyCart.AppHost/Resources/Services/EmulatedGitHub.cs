namespace FamilyCart.AppHost.Resources.Services;

/// <summary>The emulator of GitHub, and what opens it.</summary>
/// <param name="Service">The emulator.</param>
/// <param name="Token">A personal token with all that runners need.</param>
/// <param name="WebhookSecret">What signs its deliveries.</param>
internal sealed record EmulatedGitHub(
    IResourceBuilder<ProjectResource> Service, IResourceBuilder<ParameterResource> Token, IResourceBuilder<ParameterResource> WebhookSecret);
