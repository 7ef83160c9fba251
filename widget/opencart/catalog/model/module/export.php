<?php
namespace Opencart\Catalog\Model\Extension\Sluice\Module;
/**
 * The catalogue as JSON Lines: one product a line, in the language and of the store that are set.
 *
 * Can be called using $this->load->model('extension/sluice/module/export');
 */
class Export extends \Opencart\System\Engine\Model {
	/** The longer side of a product's picture in pixels: a card in the chat shows it at half of that. */
	private const IMAGE = 400;

	/** Identifiers that a product may have, by which visitors look for it. */
	private const IDENTIFIERS = ['model', 'sku', 'upc', 'ean', 'jan', 'isbn', 'mpn'];

	/** @var array<int, string> category paths by id */
	private array $paths = [];

	/**
	 * Some of the store's products as lines, each with its line's end.
	 *
	 * @return array<int, string> none when there are no more
	 */
	public function getLines(int $start, int $limit): array {
		$this->load->model('catalog/product');

		$lines = [];

		foreach ($this->model_catalog_product->getProducts(['sort' => 'p.sort_order', 'order' => 'ASC', 'start' => $start, 'limit' => $limit]) as $result) {
			$product = $this->model_catalog_product->getProduct((int)$result['product_id']);

			if ($product) {
				$lines[] = $this->getLine($product);
			}
		}

		return $lines;
	}

	/** @param array<string, mixed> $product as the catalogue's model gives it */
	private function getLine(array $product): string {
		$product_id = (int)$product['product_id'];

		$line = [
			'id'           => (string)$product_id,
			'name'         => $this->plain($product['name']),
			'description'  => $this->plain($product['description']),
			'manufacturer' => $this->plain($product['manufacturer'] ?? ''),
			'price'        => $this->price($product),
			'currency'     => (string)$this->config->get('config_currency'),
			'stock'        => (int)$product['quantity'],
			'availability' => (int)$product['quantity'] > 0 ? 'in_stock' : $this->plain($product['stock_status'] ?? ''),
			'url'          => $this->url->link('product/product', 'language=' . $this->config->get('config_language') . '&product_id=' . $product_id, true),
			'image'        => $this->image((string)($product['image'] ?? '')),
			'categories'   => $this->categories($product_id),
			'attributes'   => $this->attributes($product_id)
		];

		foreach (self::IDENTIFIERS as $name) {
			$line[$name] = $this->plain($product[$name] ?? '');
		}

		$filled = array_filter($line, static fn ($value) => $value !== '' && $value !== [] && $value !== null);

		return json_encode($filled, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR) . "\n";
	}

	/** The shop keeps what people have typed as HTML entities. */
	private function plain(mixed $text): string {
		return trim(html_entity_decode((string)$text, ENT_QUOTES | ENT_HTML5, 'UTF-8'));
	}

	/**
	 * What a visitor pays, tax included where the shop shows it so, in the store's own currency;
	 * nothing where prices are for customers only.
	 *
	 * @param array<string, mixed> $product
	 */
	private function price(array $product): ?float {
		if ($this->config->get('config_customer_price')) {
			return null;
		}

		$price = (float)($product['special'] ?? 0) > 0 ? $product['special'] : $product['price'];
		$taxed = $this->tax->calculate((float)$price, (int)$product['tax_class_id'], (bool)$this->config->get('config_tax'));

		return round((float)$taxed, 2);
	}

	private function image(string $image): string {
		$file = html_entity_decode($image, ENT_QUOTES, 'UTF-8');

		if ($file === '') {
			return '';
		}

		$this->load->model('tool/image');

		return html_entity_decode((string)$this->model_tool_image->resize($file, self::IMAGE, self::IMAGE), ENT_QUOTES, 'UTF-8');
	}

	/** @return array<int, string> each from the general to the particular */
	private function categories(int $product_id): array {
		$paths = [];

		foreach ($this->model_catalog_product->getCategories($product_id) as $category) {
			$paths[] = $this->path((int)$category['category_id'], 0);
		}

		return array_values(array_unique(array_filter($paths)));
	}

	/** A category below itself would have no end. */
	private function path(int $category_id, int $depth): string {
		if (isset($this->paths[$category_id])) {
			return $this->paths[$category_id];
		}

		$this->load->model('catalog/category');

		$category = $depth < 16 ? $this->model_catalog_category->getCategory($category_id) : [];
		$path = '';

		if ($category) {
			$above = $category['parent_id'] ? $this->path((int)$category['parent_id'], $depth + 1) : '';
			$path = ($above === '' ? '' : $above . ' > ') . $this->plain($category['name']);
		}

		return $this->paths[$category_id] = $path;
	}

	/** @return array<int, array{name: string, value: string}> */
	private function attributes(int $product_id): array {
		$attributes = [];

		foreach ($this->model_catalog_product->getAttributes($product_id) as $group) {
			foreach ($group['attribute'] as $attribute) {
				$attributes[] = ['name' => $this->plain($attribute['name']), 'value' => $this->plain($attribute['text'])];
			}
		}

		return $attributes;
	}
}
