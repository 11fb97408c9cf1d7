using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ServiceHall.Web.Store.Migrations
{
    /// <inheritdoc />
    public partial class Calendar : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "announced_year",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "character varying(65536)", maxLength: 65536, nullable: false),
                    imported_by_id = table.Column<int>(type: "integer", nullable: false),
                    imported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announced_year", x => x.year);
                    table.ForeignKey(
                        name: "fk_announced_year_staff_imported_by_id",
                        column: x => x.imported_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "day_decision",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    is_workday = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    proposed_by_id = table.Column<int>(type: "integer", nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    signed_by_id = table.Column<int>(type: "integer", nullable: true),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_by_id = table.Column<int>(type: "integer", nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_for = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_day_decision", x => x.id);
                    table.CheckConstraint("ck_day_decision_second_signature", "signed_by_id <> proposed_by_id");
                    table.ForeignKey(
                        name: "fk_day_decision_staff_proposed_by_id",
                        column: x => x.proposed_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_day_decision_staff_signed_by_id",
                        column: x => x.signed_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_day_decision_staff_withdrawn_by_id",
                        column: x => x.withdrawn_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "exemption",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    site_id = table.Column<int>(type: "integer", nullable: true),
                    staff_id = table.Column<int>(type: "integer", nullable: true),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    proposed_by_id = table.Column<int>(type: "integer", nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    signed_by_id = table.Column<int>(type: "integer", nullable: true),
                    signed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_by_id = table.Column<int>(type: "integer", nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_for = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exemption", x => x.id);
                    table.CheckConstraint("ck_exemption_second_signature", "signed_by_id <> proposed_by_id");
                    table.CheckConstraint("ck_exemption_time", "\"from\" < \"to\"");
                    table.CheckConstraint("ck_exemption_whom", "site_id IS NULL OR staff_id IS NULL");
                    table.ForeignKey(
                        name: "fk_exemption_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_exemption_staff_proposed_by_id",
                        column: x => x.proposed_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_exemption_staff_signed_by_id",
                        column: x => x.signed_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_exemption_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_exemption_staff_withdrawn_by_id",
                        column: x => x.withdrawn_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_announced_year_imported_by_id",
                table: "announced_year",
                column: "imported_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_day_decision_day",
                table: "day_decision",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "ix_day_decision_proposed_by_id",
                table: "day_decision",
                column: "proposed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_day_decision_signed_by_id",
                table: "day_decision",
                column: "signed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_day_decision_withdrawn_by_id",
                table: "day_decision",
                column: "withdrawn_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_exemption_proposed_by_id",
                table: "exemption",
                column: "proposed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_exemption_signed_by_id",
                table: "exemption",
                column: "signed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_exemption_site_id",
                table: "exemption",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_exemption_staff_id",
                table: "exemption",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_exemption_withdrawn_by_id",
                table: "exemption",
                column: "withdrawn_by_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "announced_year");

            migrationBuilder.DropTable(
                name: "day_decision");

            migrationBuilder.DropTable(
                name: "exemption");
        }
    }
}
