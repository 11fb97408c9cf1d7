using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ServiceHall.Web.Store.Migrations
{
    /// <inheritdoc />
    public partial class FoldedKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_enrolment_request_one",
                table: "enrolment_request");

            migrationBuilder.AddColumn<string>(
                name: "code_key",
                table: "window",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "name_key",
                table: "unit",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "number_key",
                table: "staff_member",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "code_key",
                table: "site",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "number_key",
                table: "enrolment_request",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "ix_window_code_key",
                table: "window",
                column: "code_key",
                unique: true,
                filter: "code_key <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_unit_name_key",
                table: "unit",
                column: "name_key",
                unique: true,
                filter: "name_key <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_staff_member_number_key",
                table: "staff_member",
                column: "number_key",
                unique: true,
                filter: "number_key <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_site_code_key",
                table: "site",
                column: "code_key",
                unique: true,
                filter: "code_key <> ''");

            migrationBuilder.CreateIndex(
                name: "ux_enrolment_request_one",
                table: "enrolment_request",
                column: "number_key",
                unique: true,
                filter: "number_key <> '' AND accepted IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_window_code_key",
                table: "window");

            migrationBuilder.DropIndex(
                name: "ix_unit_name_key",
                table: "unit");

            migrationBuilder.DropIndex(
                name: "ix_staff_member_number_key",
                table: "staff_member");

            migrationBuilder.DropIndex(
                name: "ix_site_code_key",
                table: "site");

            migrationBuilder.DropIndex(
                name: "ux_enrolment_request_one",
                table: "enrolment_request");

            migrationBuilder.DropColumn(
                name: "code_key",
                table: "window");

            migrationBuilder.DropColumn(
                name: "name_key",
                table: "unit");

            migrationBuilder.DropColumn(
                name: "number_key",
                table: "staff_member");

            migrationBuilder.DropColumn(
                name: "code_key",
                table: "site");

            migrationBuilder.DropColumn(
                name: "number_key",
                table: "enrolment_request");

            migrationBuilder.CreateIndex(
                name: "ux_enrolment_request_one",
                table: "enrolment_request",
                column: "number",
                unique: true,
                filter: "accepted IS NULL");
        }
    }
}
