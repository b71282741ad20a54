namespace FamilyCart.EndToEnd.Tests.Images;

/// <summary>All tests of images, one after the other on one engine.</summary>
[CollectionDefinition("images")]
public sealed class ImageTests : ICollectionFixture<ImageEngine>;
