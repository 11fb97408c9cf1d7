using ServiceHall.Web.Accounts;

namespace ServiceHall.Web.People;

/// <summary>A hall with its fence as it is being written down: a number that was emptied is none.</summary>
internal sealed class SiteForm
{
    /// <summary>0: a new one.</summary>
    public int Id { get; init; }

    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    public double? RadiusMetres { get; set; }

    public SiteProof Proof { get; set; }

    /// <summary>That of the row it was taken from.</summary>
    public uint Version { get; init; }

    /// <summary>A hall as it stands, to be changed.</summary>
    public static SiteForm Of(Site site) => new()
    {
        Id = site.Id, Code = site.Code, Name = site.Name, Latitude = site.Latitude, Longitude = site.Longitude,
        RadiusMetres = site.RadiusMetres, Proof = site.Proof, Version = site.Version,
    };

    /// <summary>The hall that is meant; or which number is missing.</summary>
    public Answer<Site> Read()
    {
        if (Latitude is not { } latitude || Longitude is not { } longitude)
            return new Refusal("请填写大厅中心的纬度和经度，或到大厅中央按“以我的位置为中心”。");
        if (RadiusMetres is not { } radius)
            return new Refusal("请填写围栏半径（米）。");
        return new Site
        {
            Id = Id, Code = Code, Name = Name, Latitude = latitude, Longitude = longitude, RadiusMetres = radius, Proof = Proof, Version = Version,
        };
    }
}
