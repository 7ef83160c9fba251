<?php
namespace Opencart\Catalog\Model\Extension\Sluice\Module;
/**
 * What is put into the shop's pages. Everything in it is public: no secret may come here.
 *
 * Can be called using $this->load->model('extension/sluice/module/tag');
 */
class Tag extends \Opencart\System\Engine\Model {
	private const SCRIPTS = 'extension/sluice/catalog/view/javascript/';

	/** The kinds of pages that the settings tell apart, by the beginning of their routes. */
	private const PAGES = [
		'home'        => ['common/home'],
		'product'     => ['product/product'],
		'category'    => ['product/category', 'product/manufacturer', 'product/search', 'product/special', 'product/compare'],
		'information' => ['information/', 'cms/'],
		'account'     => ['account/', 'affiliate/'],
		'checkout'    => ['checkout/']
	];

	/**
	 * The kind of a page: a key of the setting 'pages', 'other' for what has none.
	 *
	 * @param string $route as in the address; empty for the home page
	 */
	public function getPage(string $route): string {
		foreach (self::PAGES as $page => $beginnings) {
			foreach ($beginnings as $beginning) {
				if (str_starts_with($route === '' ? 'common/home' : $route, $beginning)) {
					return $page;
				}
			}
		}

		return 'other';
	}

	/**
	 * The element and its scripts.
	 *
	 * @param array<string, string> $attributes of the element; empty ones are left out
	 */
	public function getHtml(array $attributes): string {
		$html = '<sluice-chat';

		foreach ($attributes as $name => $value) {
			if ($value !== '') {
				$html .= ' ' . $name . '="' . htmlspecialchars($value, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8') . '"';
			}
		}

		$html .= '></sluice-chat>' . "\n";

		foreach (['sluice-shop.js', 'sluice-chat.js'] as $script) {
			$html .= '<script src="' . self::SCRIPTS . $script . '" defer></script>' . "\n";
		}

		return $html;
	}

	/**
	 * The page with the chat at its end; unchanged when it has no end of a body, or has the chat.
	 */
	public function insert(string $page, string $html): string {
		$end = strripos($page, '</body>');

		if ($end === false || strpos($page, '<sluice-chat') !== false) {
			return $page;
		}

		return substr($page, 0, $end) . $html . substr($page, $end);
	}
}
